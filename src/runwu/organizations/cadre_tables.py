"""Columns and filter of the list of skills."""

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import Filters, SearchFilter, TextColumn
from runwu.organizations.skill_map import LEVELS, at_level, with_skill
from runwu.people.models import Person, Skill, SkillKind
from runwu.people.ordering import by_name


def _skills(kind: SkillKind) -> TextColumn:
    def words(person: Person) -> str:
        found = [one for one in person.skills.all() if one.kind == kind]
        return "、".join(f"{one.name}（{one.get_level_display()}）" for one in found)

    return TextColumn(kind.label, get=words, width=32)


def _organization(person: Person) -> str:
    """Return the branch of a member; who only holds a post here has none."""
    member = getattr(person, "membership", None)
    return member.organization.name if member and member.organization else ""


class SkillTable(django_tables2.Table):
    """Two axes and the languages, side by side."""

    name = TextColumn(_("姓名"), sort=by_name(), row_header=True)
    organization = TextColumn(_("党组织"), get=_organization, width=32)
    trade = _skills(SkillKind.TRADE)
    party = _skills(SkillKind.PARTY)
    language = _skills(SkillKind.LANGUAGE)


class SkillFilter(Filters):
    """Search by name; then by a skill, by the levels of the map, and by having both a trade and a skill of Party work."""

    q = SearchFilter(fields=("name", "initials"))
    skill = django_filters.CharFilter(label=_("技能名称"), method="by_skill", max_length=30)
    both = django_filters.ChoiceFilter(
        label=_("两项都有"),
        choices=(("trade_party", _("行业技能和党务技能")), ("language_party", _("语言和党务技能"))),
        method="by_both",
    )
    trade = django_filters.CharFilter(label=SkillKind.TRADE.label, method="by_name", max_length=30)
    trade_level = django_filters.ChoiceFilter(label=_("行业技能程度"), choices=LEVELS, method="by_trade_level")
    party_level = django_filters.ChoiceFilter(label=_("党务技能程度"), choices=LEVELS, method="by_party_level")
    language = django_filters.CharFilter(label=SkillKind.LANGUAGE.label, method="by_name", max_length=30)

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

    def by_name(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Keep those with the trade skill or the language of exactly this name."""
        return with_skill(queryset, SkillKind(name), value.strip())

    def by_trade_level(self, queryset: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Keep those at this level of the trade skill that is asked for too, or of any."""
        trade = str(self.form.cleaned_data.get("trade") or "").strip()
        return at_level(queryset, SkillKind.TRADE, value, name=trade)

    def by_party_level(self, queryset: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Keep those at this level of Party work."""
        return at_level(queryset, SkillKind.PARTY, value)
