"""Mastheads and footers of the demonstration: every item that inspection asks for, visibly invented (domain §6)."""

from wagtail.models import Site

from cms.approval.texts.proposals import approve_words, propose
from sites.models import SiteSettings

PARTY_MARK = "https://bszs.conac.cn/"
PORTAL = {
    "name": "中国广东",
    "english_name": "Guangdong, China",
    "subtitle": "广东省人民政府门户网站",
    "organiser": "广东省人民政府办公厅",
    "undertaker": "广东省政务服务和数据管理局",
    "address": "广州市示例区示例路1号",
    "postcode": "510000",
    "phone": "020-0000 0000",
}


def fill_frames(portal_home, directory, site_code, writer, approver):
    """Settings of the portal and of every department's site, written by one person and approved by another."""
    for number, site in enumerate(Site.objects.order_by("-is_default_site", "pk")):
        settings = SiteSettings.for_site(site)
        words = {
            "icp_number": f"粤ICP备00000000号-示例{number + 1}",
            "police_number": f"粤公网安备 4400000000{number + 1:04d}号（示例）",
            "party_mark_url": PARTY_MARK,
            "undertaker": settings.undertaker or PORTAL["undertaker"],
        }
        if site.root_page_id == portal_home.pk:
            settings.directory_page = directory
            settings.save()
            words |= {**PORTAL, "site_code": site_code}
        proposal = propose(settings, words, writer)
        if proposal is not None:
            approve_words(proposal, approver)
