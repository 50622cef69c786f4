"""One address of the demonstration for every template that the public sees."""

from dataclasses import dataclass

SITE, COLUMN, CONTENT = "site", "column", "content"


@dataclass(frozen=True)
class Address:
    """Where a template can be seen: the site ('' is the portal), the path, the template, and the labels it owes."""

    name: str
    site: str
    path: str
    template: str
    labels: str = SITE
    status: int = 200

    def url(self, demo):
        """The address on a running demonstration."""
        return demo.department_url(self.site, self.path) if self.site else demo.url(self.path)


def _portal(name, path, template, labels=SITE, status=200):
    return Address(name, "", path, template, labels, status)


def _content(name, site, path, template):
    return Address(name, site, path, f"content/{template}.html", CONTENT)


SECTION = "home/section.html"
PORTAL_COLUMN = "home/portal_column.html"

PORTAL = [
    _portal("portal home", "/", "home/portal_home.html"),
    _portal("portal home, English", "/en/", "home/portal_home.html"),
    _portal("section of columns", "/zhengwu-gongkai/", SECTION, COLUMN),
    _portal("section of services", "/wangshang-bangong/", SECTION, COLUMN),
    _portal("section of topics", "/zhuanti/", SECTION, COLUMN),
    _portal("section of links", "/lianjie/", SECTION, COLUMN),
    _portal("portal column", "/zhengwu-gongkai/bumen-dongtai/", PORTAL_COLUMN, COLUMN),
    _portal("portal column, filtered", "/zhengwu-gongkai/bumen-wenjian/?year=2026", PORTAL_COLUMN, COLUMN),
    _portal("portal column, last page", "/zhengwu-gongkai/bumen-dongtai/?page=1000", PORTAL_COLUMN, COLUMN),
    _portal("portal column, nothing found", "/zhengwu-gongkai/bumen-wenjian/?year=1901", PORTAL_COLUMN, COLUMN),
    _portal("portal column of leaders", "/zhengwu-gongkai/lingdao/", PORTAL_COLUMN, COLUMN),
    _portal("portal column of services", "/wangshang-bangong/an-duixiang/", PORTAL_COLUMN, COLUMN),
    _portal("topic", "/zhuanti/anquan-duxun/", "home/topic.html", COLUMN),
    _portal("link directory", "/lianjie/mulu/", "home/link_directory.html", COLUMN),
    _portal("directory of departments", "/zhengwu-gongkai/jigou/", "home/departments_directory.html", COLUMN),
    _portal("site map", "/sitemap/", "department_sites/site_map.html"),
    _portal("not found", "/nowhere/", "404.html", SITE, 404),
]
DEPARTMENTS = [
    Address("department home", "jiaoyu", "/", "department_sites/department_home.html"),
    Address("department column", "jiaoyu", "/gzdt/", "content/column.html", COLUMN),
    Address("department column of leaders", "jiaoyu", "/ldxx/", "content/column.html", COLUMN),
    Address("department site map", "jiaoyu", "/sitemap/", "department_sites/site_map.html"),
]
DOCUMENT = "official_document"
TEXTS = [
    _content("article", "jiaoyu", "/gzdt/shanqu-gongnuan/", "article"),
    _content("article with a contact card", "jiaoyu", "/tzgg/jiaoshi-rending/", "article"),
    _content("article, English", "", "/en/zhengwu-gongkai/zhengwu-xinwen/one-column-plan/", "article"),
    _content("document in force", "", "/zhengwu-gongkai/zhengfu-wenjian/wangzhan-guanli/", DOCUMENT),
    _content("document, long", "zhengshu", "/zcwj/shixiang-banfa/", DOCUMENT),
    _content("document amended", "jiaoyu", "/zcwj/kehou-fuwu/", DOCUMENT),
    _content("document not yet in force", "jiaoyu", "/zcwj/zizhu-gongshi/", DOCUMENT),
    _content("document repealed", "renshe", "/zcwj/jineng-butie/", DOCUMENT),
    _content("interpretation", "jiaoyu", "/zcjd/kehou-jiedu/", "interpretation"),
    _content("leader", "", "/zhengwu-gongkai/lingdao/lingdao-1/", "leader"),
    _content("institution", "jiaoyu", "/jggk/jigou/", "institution"),
    _content("gazette issue", "", "/zhengwu-gongkai/zhengbao/zhengbao-2026-21/", "gazette_issue"),
    _content("work report", "", "/zhengwu-gongkai/gongzuo-baogao/zhengfu-gongzuo-baogao-2026/", "work_report"),
    _content("plan", "jiaoyu", "/ghjh/xuewei-jihua/", "plan"),
    _content("statistics", "jiaoyu", "/tjsj/zaixiao-xuesheng/", "statistics"),
    _content("statistics, curve", "", "/shengqing/jingji/jingji-zengsu/", "statistics"),
    _content("project", "shuili", "/zdxm/difang-tisheng/", "project"),
    _content("service guide", "jiaoyu", "/bszn/jiaoshi-zige/", "service_guide"),
    _content("complaint phones", "jiaoyu", "/jggk/tousu-dianhua/", "complaint_phones"),
    _content("disclosure", "jiaoyu", "/xxgk/nianbao-2025/", "disclosure"),
    _content("plain page", "", "/shengqing/gaikuang/guangdong-gailan/", "plain"),
]
ADDRESSES = [*PORTAL, *DEPARTMENTS, *TEXTS]
MACHINES = {
    "site map for machines": ("", "/sitemap.xml"),
    "feed": ("", "/zhengwu-gongkai/bumen-dongtai/feed/"),
    "feed of a department": ("jiaoyu", "/gzdt/feed/"),
    "table as CSV": ("jiaoyu", "/tjsj/zaixiao-xuesheng/csv/"),
}
