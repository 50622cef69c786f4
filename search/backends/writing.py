"""Writes Wagtail's index: each field is read once, and a row that is there already is replaced."""

from modelsearch.index import AutocompleteField, SearchField
from modelsearch.utils import get_content_type_pk

from search.backends.words import indexed


class FoldedIndex:
    """Writes tokens; stands before an engine's index."""

    written = ("title", "body", "autocomplete")
    indexer = None

    def stored(self, found):
        """The tokens as the engine's column takes them."""
        raise NotImplementedError

    def _refresh_title_norms(self, full=False):
        """Lengths of titles are weighed as they are ranked; averaging the whole table at each save is left out."""

    def add_items(self, model, objs):
        if not model.get_search_fields():
            return
        content_type = get_content_type_pk(model)
        entries = [self._entry(content_type, self.indexer(obj, self.backend)) for obj in objs]
        self.entries.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=self.written,
        )

    def _entry(self, content_type, indexer):
        parts = {"title": [], "body": [], "autocomplete": []}
        for declared in indexer.search_fields:
            for field, *_weight, text in indexer.prepare_field(indexer.obj, declared):
                if isinstance(field, SearchField):
                    parts["title" if field.field_name == "title" else "body"].append(text)
                elif isinstance(field, AutocompleteField):
                    parts["autocomplete"].append(text)
        columns = {name: self.stored(indexed(texts)) for name, texts in parts.items()}
        return self.entries.model(content_type_id=content_type, object_id=indexer.id, **columns)
