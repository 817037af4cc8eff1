"""Columns and filter of the list of skills."""

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import Filters, SearchFilter, TextColumn
from runwu.people.models import Person, Skill, SkillKind


def _skills(kind: SkillKind) -> TextColumn:
    def words(person: Person) -> str:
        found = [one for one in person.skills.all() if one.kind == kind]
        return "、".join(f"{one.name}（{one.get_level_display()}）" for one in found)

    return TextColumn(kind.label, get=words, width=32)


class SkillTable(django_tables2.Table):
    """Two axes and the languages, side by side."""

    name = TextColumn(_("姓名"), sort="name", row_header=True)
    trade = _skills(SkillKind.TRADE)
    party = _skills(SkillKind.PARTY)
    language = _skills(SkillKind.LANGUAGE)


class SkillFilter(Filters):
    """Search by name; then by a skill, and by having both a trade and a skill of Party work."""

    q = SearchFilter(fields=("name", "initials"))
    skill = django_filters.CharFilter(label=_("技能名称"), method="by_skill", max_length=30)
    both = django_filters.ChoiceFilter(
        label=_("两项都有"),
        choices=(("trade_party", _("行业技能和党务技能")), ("language_party", _("语言和党务技能"))),
        method="by_both",
    )

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def by_skill(self, queryset: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Keep those with a skill of this name."""
        return queryset.filter(pk__in=Skill.objects.filter(name__icontains=value.strip()).values("person_id"))

    def by_both(self, queryset: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Keep those with skills of both kinds."""
        first, second = value.split("_")
        for kind in (first, second):
            queryset = queryset.filter(pk__in=Skill.objects.filter(kind=kind).values("person_id"))
        return queryset
