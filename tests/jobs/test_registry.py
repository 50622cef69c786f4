from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.jobs.registry import Job, Registry, registry


def job(every, name="a.job"):
    return Job(name=name, label=name, every=every, function=lambda: None)


def shanghai(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def test_is_due__true_when_it_never_ran():
    assert job(timedelta(hours=1)).is_due(None, shanghai(2, 12))


def test_is_due__false_when_it_ran_in_this_period():
    assert not job(timedelta(hours=1)).is_due(shanghai(2, 12, 5), shanghai(2, 12, 55))


def test_is_due__true_when_the_local_day_turned_though_less_than_a_day_has_passed():
    assert job(timedelta(days=1)).is_due(shanghai(2, 23), shanghai(3, 0, 1))


def test_is_due__true_on_monday_when_it_runs_weekly():
    weekly = job(timedelta(days=7))
    assert not weekly.is_due(shanghai(2, 0, 1), shanghai(8, 23, 59))
    assert weekly.is_due(shanghai(8, 23, 59), shanghai(9, 0, 0))


def test_is_due__true_once_when_several_periods_were_missed():
    daily = job(timedelta(days=1))
    assert daily.is_due(shanghai(2, 3), shanghai(20, 3))
    assert not daily.is_due(shanghai(20, 3), shanghai(20, 3, 1))


def test_add__refused_when_the_name_is_taken():
    jobs = Registry()
    jobs.add(job(timedelta(hours=1)))
    with pytest.raises(ImproperlyConfigured, match=r"a\.job"):
        jobs.add(job(timedelta(hours=2)))


def test_add__refused_when_the_period_is_too_short():
    with pytest.raises(ImproperlyConfigured, match="once a second"):
        Registry().add(job(timedelta(0)))


def test_autodiscovery__finds_the_jobs_of_installed_apps():
    assert "jobs.prune_results" in [known.name for known in registry]
