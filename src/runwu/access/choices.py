"""Roles, and what each may do: see who.md's table in docs/architecture.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ORGANIZATION_DEPARTMENT = "organization_department", _("组织部门")
    SOCIAL_WORK_DEPARTMENT = "social_work_department", _("社会工作部")
    INDUSTRY_AUTHORITY = "industry_authority", _("行业主管部门")
    PARTY_AFFAIRS = "party_affairs", _("园区党务")
    COMMITTEE_OFFICER = "committee_officer", _("党委组织委员")
    COMMITTEE_CLERK = "committee_clerk", _("党委办公室")
    BRANCH_SECRETARY = "branch_secretary", _("支部书记")
    DUES_OFFICER = "dues_officer", _("党费管理员")
    LIAISON = "liaison", _("企业联络员")
    OWNER = "owner", _("出资人")
    MEMBER = "member", _("党员")
    INSTRUCTOR = "instructor", _("党建指导员")
    GRID_WORKER = "grid_worker", _("网格员")
    SERVICE_UNIT = "service_unit", _("服务单位")
    LEADER = "leader", _("园区领导")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("系统管理员")
    SECURITY_ADMINISTRATOR = "security_administrator", _("安全管理员")
    AUDIT_ADMINISTRATOR = "audit_administrator", _("审计管理员")


class FactorReason(models.TextChoices):
    """Why second factors are reset; free words could hold what is nobody's business."""

    LOST = "lost", _("设备或密钥丢失")
    NEW_DEVICE = "new_device", _("更换设备")
    LEAKED = "leaked", _("怀疑已被他人掌握")
    FORGOTTEN = "forgotten", _("恢复码也找不到")
