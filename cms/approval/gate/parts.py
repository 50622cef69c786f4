"""Reading many pages with everything that their content consists of, in a few statements a type.

`prefetch_related` asks every page about every relation; nearly all of them are empty.
"""

from collections import defaultdict

from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations


def whole_pages(model, ids):
    """The pages of the model with these numbers, by number, their child rows and relations read."""
    pages = model.objects.in_bulk(ids)
    for relation in get_all_child_relations(model):
        rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": ids})
        _hand_out(pages, relation.get_accessor_name(), relation.field.attname, rows)
    for field in get_all_child_m2m_relations(model):
        _hand_out_many(pages, field)
    return pages


def _hand_out(pages, name, parent, rows):
    by_page = defaultdict(list)
    for row in rows:
        by_page[getattr(row, parent)].append(row)
    for pk, page in pages.items():
        getattr(page, name).set(by_page.get(pk, ()))


def _hand_out_many(pages, field):
    source, target = field.m2m_column_name(), field.m2m_reverse_name()
    through = field.remote_field.through._default_manager
    pairs = list(through.filter(**{f"{source}__in": pages}).values_list(source, target))
    related = field.related_model._default_manager.in_bulk({number for _page, number in pairs})
    by_page = defaultdict(list)
    for page, number in pairs:
        by_page[page].append(related[number])
    for pk, page in pages.items():
        getattr(page, field.name).set(by_page.get(pk, ()))
