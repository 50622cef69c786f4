from django_tasks import task

from search.indexing import catch_up


@task()
def index_missing():
    """Index public pages that have no entry yet."""
    catch_up()
