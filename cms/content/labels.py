"""Page labels that government pages carry as <meta> (domain §5)."""

from dataclasses import dataclass, field

from django.utils import timezone

PUBLICATION_FORMAT = "%Y-%m-%d %H:%M"


def publication_time(moment):
    """A publication time as the label writes it: to the minute, in the site's time zone (UTC+8)."""
    return timezone.localtime(moment).strftime(PUBLICATION_FORMAT) if moment else ""


@dataclass
class Labels:
    """The labels of one page, in the order of the specification. The site's own are added by the site."""

    column: dict = field(default_factory=dict)
    article: dict = field(default_factory=dict)

    def as_list(self, organiser=""):
        """Pairs of name and content; optional labels without content are left out.

        What names no source of its own comes from `organiser`, who keeps the site.
        """
        article = dict(self.article)
        if article and not article["ContentSource"]:
            article["ContentSource"] = organiser
        pairs = [*self.column.items(), *article.items()]
        return [(name, content) for name, content in pairs if content or name not in OPTIONAL]


COLUMN_LABELS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_LABELS = ("ArticleTitle", "PubDate", "ContentSource", "Keywords")
SITE_LABELS = ("SiteName", "SiteDomain", "SiteIDCode")
OPTIONAL = ("Author", "Description", "Image", "Url")


def column_labels(name, description, keywords, block):
    """The four labels of a column; a column without keywords of its own is known by its name."""
    return {
        "ColumnName": name,
        "ColumnDescription": description or name,
        "ColumnKeywords": keywords or name,
        "ColumnType": block or name,
    }
