"""Loading the organisation out of files: all of it, or nothing, and plain words about what is wrong."""

import json

import pytest
from django.core.management import CommandError, call_command

from cms.organisation.loading import FILES, load_organisation
from cms.organisation.models import Department, DepartmentKind, PlannedColumn, Threshold
from tests.factories import make_department

pytestmark = pytest.mark.django_db

COLUMN = {
    "code": "AAA",
    "slug": "aaa",
    "block": "open_government",
    "name": "某栏目",
    "valid_from": "2026-01-01",
}


@pytest.fixture
def write(tmp_path):
    """Writes a value (or raw bytes) into a file and returns its path."""

    def write(value, name="file.json"):
        path = tmp_path / name
        path.write_bytes(value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode())
        return path

    return write


def refusal(**options):
    with pytest.raises(CommandError) as caught:
        call_command("load_organisation", **options)
    return str(caught.value)


def rows(name):
    return json.loads(FILES[name].read_text(encoding="utf-8"))


def test_load__brings_everything_that_comes_with_the_product():
    load_organisation()
    assert Department.objects.count() == len(rows("departments")) == 53
    assert PlannedColumn.objects.count() == len(rows("plan"))
    assert Threshold.objects.count() == len(rows("thresholds"))
    energy = Department.objects.get(slug="nengyuan")
    assert energy.parent.slug == "fazhangaige"
    assert energy.complaint_lines.exists()
    assert energy.liaison_officers.exists()
    documents = PlannedColumn.objects.get(code="ZCWJ")
    assert documents.mandatory_for_all
    assert documents.content_kinds == ["document"]


def test_load__changes_nothing_when_run_again():
    load_organisation()
    before = list(Department.objects.values())
    lines = list(Department.objects.values_list("complaint_lines__pk", "liaison_officers__pk"))
    counts = load_organisation()
    assert list(Department.objects.values()) == before
    assert list(Department.objects.values_list("complaint_lines__pk", "liaison_officers__pk")) == lines
    assert all(count["new"] == 0 for count in counts.values())


def test_load__touches_only_what_the_file_names_when_a_plan_is_given(write):
    make_department("jiaoyu", phone="12345")
    call_command("load_organisation", plan=write([COLUMN]))
    assert PlannedColumn.objects.get().code == "AAA"
    assert Department.objects.get().phone == "12345"


def test_load__refused_when_the_plan_has_a_code_twice(write):
    message = refusal(plan=write([COLUMN, {**COLUMN, "slug": "bbb"}]))
    assert "AAA" in message
    assert not PlannedColumn.objects.exists()


def test_load__refused_when_two_columns_have_one_slug(write):
    message = refusal(plan=write([COLUMN, {**COLUMN, "code": "BBB"}]))
    assert "BBB" in message
    assert not PlannedColumn.objects.exists()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"mandatory_for": ["unknown-kind"]}, "unknown-kind"),
        ({"content_kinds": ["poem"]}, "poem"),
        ({"content_kinds": [{"poem": 1}]}, "poem"),
        ({"block": "nowhere"}, "nowhere"),
        ({"valid_from": "soon"}, "soon"),
        ({"valid_to": "2025-01-01"}, "valid_to"),
        ({"code": "lower"}, "lower"),
        ({"update_days": "14"}, "update_days"),
        ({"order": True}, "order"),
        ({"colour": "red"}, "colour"),
        ({"name": "a\0b"}, "name"),
        ({"name": ""}, "name"),
    ],
)
def test_load__refused_when_a_column_is_wrong(write, change, named):
    message = refusal(plan=write([{**COLUMN, "code": "GOOD", "slug": "good"}, {**COLUMN, **change}]))
    assert named in message
    assert "file.json" in message
    assert not PlannedColumn.objects.exists()


def test_load__refused_when_a_key_is_missing(write):
    assert "valid_from" in refusal(plan=write([{key: COLUMN[key] for key in COLUMN if key != "valid_from"}]))


@pytest.mark.parametrize(
    "content",
    [b"[{", b"", b'{"code": "AAA"}', b"[1]", "栏目".encode("gbk"), b"[" * 100_000],
    ids=["broken", "empty", "no list", "no object", "GBK", "nested"],
)
def test_load__refused_when_the_file_is_no_list_of_objects(write, content):
    assert "file.json" in refusal(plan=write(content))


def test_load__refused_when_there_is_no_file(tmp_path):
    assert "absent.json" in refusal(departments=tmp_path / "absent.json")


def department(slug, **facts):
    return {"slug": slug, "name": f"广东省{slug}厅", "short_name": f"省{slug}厅", **facts}


def test_load__refused_when_parents_run_in_a_circle(write):
    chain = [department("a", parent="b"), department("b", parent="c"), department("c", parent="a")]
    assert "parent" in refusal(departments=write(chain))
    assert not Department.objects.exists()


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"parent": "nobody"}, "nobody"),
        ({"kinds": ["nothing"]}, "nothing"),
        ({"status": "closed", "successor": "a"}, "successor"),
        ({"status": "merged"}, "successor"),
        ({"status": "self_hosted"}, "website"),
        ({"credit_code": "11440000MB00000198"}, "credit_code"),
        ({"site_code": "123"}, "site_code"),
        ({"complaint_lines": [{"name": "x"}]}, "phone"),
        ({"complaint_lines": ["x"]}, "complaint_lines"),
        ({"slug": "Not_A_Host"}, "slug"),
    ],
)
def test_load__refused_when_a_department_is_wrong(write, facts, named):
    message = refusal(departments=write([department("good"), {**department("a"), **facts}]))
    assert named in message
    assert not Department.objects.exists()


def test_load__finds_a_parent_that_stands_below_its_child(write):
    call_command("load_organisation", departments=write([department("child", parent="top"), department("top")]))
    assert Department.objects.get(slug="child").parent.slug == "top"


def test_load__replaces_lines_and_kinds_when_the_file_changed(write):
    DepartmentKind.objects.create(code="office", name="办公厅")
    line = {"name": "投诉", "phone": "1", "hours": ""}
    call_command("load_organisation", departments=write([department("a", kinds=["office"], complaint_lines=[line])]))
    call_command("load_organisation", departments=write([department("a", kinds=[], complaint_lines=[])]))
    stored = Department.objects.get()
    assert not stored.kinds.exists()
    assert not stored.complaint_lines.exists()
