from django import template

from cms.delivery import leaving

register = template.Library()
register.filter("outbound", leaving.outbound)
