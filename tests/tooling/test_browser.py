"""The services themselves: what the browser's tests stand on."""

import pytest
from django.contrib.auth import get_user_model

from tests.services.axe import violations

PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>公开</title></head>
<body><main><h1>公开</h1>{body}</main></body></html>"""


def test_page__reaches_names_below_localhost_and_nothing_else(live_sites, page):
    assert page.goto(live_sites.department_url("edu", "/admin/login/")).status == 200
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.set_content(PAGE.format(body='<img src="http://www.example.cn/x.png" alt="">'))
    assert failed == ["http://www.example.cn/x.png"]


def test_live_sites__shows_what_the_test_made_in_the_database(live_sites, page, django_user_model):
    assert django_user_model is get_user_model()
    django_user_model.objects.create_superuser("root", "root@example.cn", "correct horse")
    page.goto(live_sites.url("/admin/login/"))
    page.fill("input[name=username]", "root")
    page.fill("input[name=password]", "correct horse")
    page.click("button[type=submit]")
    page.wait_for_url(live_sites.url("/admin/"))


def test_violations__names_the_rule_and_the_element(live_sites, page):
    page.goto(live_sites.url("/admin/login/"))
    page.set_content(PAGE.format(body='<p style="color:#ccc;background:#fff">颜色太浅的文字</p><img src="data:,">'))
    found = violations(page)
    assert any(line.startswith("color-contrast") and "太浅" in line for line in found)
    assert any(line.startswith("image-alt") for line in found)


@pytest.mark.parametrize(("body", "wrong"), [("<p>好</p>", False), ("<p><div>坏</p>", True)])
def test_html_checker__names_the_page_and_the_error(html_checker, body, wrong):
    errors = html_checker.errors({"fine": PAGE.format(body="<p>好</p>"), "second": PAGE.format(body=body)})
    assert bool(errors) is wrong
    assert all(error.startswith("second:") for error in errors)
