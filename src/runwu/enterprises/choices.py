"""Statuses of parks and enterprises: stable English codes, Chinese labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ParkKind(models.TextChoices):
    STATUTORY = "statutory", _("法定机构管理")
    COMPANY = "company", _("公司化运营")
    CITY = "city", _("市级管理")
    COUNTY = "county", _("县区管理")


class Stage(models.TextChoices):
    """Stage of an enterprise's life (全流程伴随)."""

    LAND = "land", _("用地")
    BUILDING = "building", _("建设")
    HIRING = "hiring", _("招聘")
    PRODUCTION = "production", _("投产")
    EXPANSION = "expansion", _("扩产")
    SUSPENDED = "suspended", _("停产")
    CLOSED = "closed", _("注销")


class Operating(models.TextChoices):
    YES = "yes", _("实际经营")
    NO = "no", _("未实际经营")
    UNKNOWN = "unknown", _("未知")


class Ownership(models.TextChoices):
    STATE = "state", _("国有")
    COLLECTIVE = "collective", _("集体")
    PRIVATE = "private", _("民营")
    FOREIGN = "foreign", _("外商投资")
    MIXED = "mixed", _("混合所有制")
    SOCIAL = "social", _("社会组织")
    OTHER = "other", _("其他")


class VisibilityLevel(models.IntegerChoices):
    """How openly Party work appears at an enterprise (润物模式)."""

    OPEN = 0, _("零级，正常开展")
    LIGHT = 1, _("一级，少打扰")
    NEUTRAL = 2, _("二级，中性措辞")
    QUIET = 3, _("三级，不在企业出现")


class CoordinateSystem(models.TextChoices):
    WGS84 = "wgs84", "WGS-84"
    GCJ02 = "gcj02", "GCJ-02"
    BD09 = "bd09", "BD-09"


class Located(models.TextChoices):
    """Where an enterprise's point on the schematic map comes from."""

    COORDINATES = "coordinates", _("坐标")
    BUILDING = "building", _("按厂房")
    GRID = "grid", _("按网格中心")
    NONE = "none", _("无位置")


class FactKind(models.TextChoices):
    """Facts that change and that coverage depends on; each has a source and a date."""

    STAGE = "stage", _("阶段")
    OPERATING = "operating", _("是否实际经营")
    STAFF = "staff", _("职工")
    ABOVE_DESIGNATED = "above_designated", _("规上")
    HIGH_TECH = "high_tech", _("高新技术企业")
    TAX_FILED = "tax_filed", _("近一年有纳税申报")
    INSURED = "insured", _("近一年缴纳社保")


class StationKind(models.TextChoices):
    """What kind of station it is (站点类型)."""

    COURIER = "courier", _("快递网点")
    DELIVERY = "delivery", _("外卖配送站")
    RIDE = "ride", _("网约车服务点")
    FREIGHT = "freight", _("货运物流站点")
    STREAMING = "streaming", _("网络直播基地")
    PROPERTY = "property", _("物业服务点")
    OTHER = "other", _("其他")


class AgreedBy(models.TextChoices):
    """How somebody agreed to be contacted (同意方式); nobody else agrees in their place."""

    IN_PERSON = "in_person", _("本人当面同意")
    BY_PHONE = "by_phone", _("本人电话同意")
    IN_WRITING = "in_writing", _("本人书面同意")
