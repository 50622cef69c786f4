"""The codes for the day on which the telephone is at home."""

import pytest

from cms.access.audit.events import Event
from cms.access.signin.models import RecoveryCode
from cms.jobs.models import Mail
from tests.access.signin.door import Door, code_from, code_of, codes_on, key_on, with_factor
from tests.access.signin.heard import facts_of, heard

pytestmark = pytest.mark.django_db


def test_recovery_code__opens_the_admin_once(door, signer, clock):
    code, *_rest = with_factor(signer)
    door.password(signer)
    door.code(code)
    assert door.is_in()
    again = Door(address="198.51.100.1")
    again.password(signer)
    assert again.code(code).status_code == 200
    assert not again.is_in()


def test_recovery_code__recorded_and_told_when_it_is_used(door, signer):
    code, *_rest = with_factor(signer)
    door.password(signer)
    door.code(code.upper().replace("-", " "))
    (entry,) = heard(Event.RECOVERY_CODE_USED)
    assert (entry.target_label, facts_of(entry)) == (str(signer), {"left": 9})
    assert [mail.to for mail in Mail.objects.order_by("-pk")][0] == ["s@example.cn"]


def test_recovery_codes__kept_as_hashes_alone(signer):
    codes = with_factor(signer)
    digests = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert len(digests) == 10
    assert not digests & set(codes)


def test_new_codes__end_those_before(door, signer):
    old, *_rest = with_factor(signer)
    door.come_in(signer)
    new, *_rest = codes_on(door.post("signin_renew_codes").content.decode())
    other = Door(address="198.51.100.1")
    other.password(signer)
    assert other.code(old).status_code == 200
    signer.recoverydevice_set.update(throttling_failure_count=0)
    other.code(new)
    assert other.is_in()
    assert facts_of(heard(Event.FACTOR_ADDED)[-1]) == {"recovery codes": 10}


def test_new_codes__refused_when_there_is_no_factor(door, writer):
    door.come_in(writer)
    assert door.post("signin_renew_codes").status_code == 404


def test_file__holds_the_codes_of_the_page(door, signer):
    with_factor(signer)
    door.come_in(signer)
    codes = codes_on(door.post("signin_renew_codes").content.decode())
    answer = door.post("signin_codes_file", {"code": codes})
    assert "attachment" in answer["Content-Disposition"]
    assert all(code in answer.content.decode() for code in codes)


@pytest.mark.parametrize("codes", [[], ["aaaa-bbbb-cccc-dddd"]])
def test_file__refused_when_the_codes_are_not_the_persons(door, signer, writer, codes):
    with_factor(signer)
    for user in (signer, writer):
        browser = Door()
        browser.come_in(user)
        assert browser.post("signin_codes_file", {"code": codes}).status_code == 404


def test_own_page__tells_how_many_are_left(door, signer):
    with_factor(signer)
    door.come_in(signer)
    assert door.get("signin_own_factor").context["codes_left"] == 10


def test_another_telephone__takes_the_place_of_the_first(door, signer, clock):
    with_factor(signer)
    elsewhere = Door(address="198.51.100.1")
    elsewhere.come_in(signer)
    clock.forward(seconds=31)
    door.come_in(signer)
    before = code_of(signer)
    key = key_on(door.text_of("signin_own_factor_setup"))
    assert len(codes_on(door.post("signin_own_factor_setup", {"code": code_from(key)}).content.decode())) == 10
    assert door.is_in()
    assert not elsewhere.is_in()
    clock.forward(seconds=31)
    third = Door(address="198.51.100.2")
    third.password(signer)
    assert third.code(before).status_code == 200
