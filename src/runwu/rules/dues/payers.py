"""The classes of payers."""

from __future__ import annotations

from runwu.rules.codes import Code


class PayerClass(Code):
    """How a member's dues are reckoned (交纳类别)."""

    MONTHLY_WAGE = "monthly_wage"
    ANNUAL_SALARY = "annual_salary"
    SELF_EMPLOYED = "self_employed"
    BUSINESS_OWNER = "business_owner"
    RETIRED = "retired"
    FARMER = "farmer"
    STUDENT = "student"
    UNEMPLOYED = "unemployed"
    RELIEF = "relief"
    MINIMUM_LIVING = "minimum_living"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> PayerClass.RELIEF.label
        '依靠抚恤救济生活'
        """
        return _LABELS[self]


_LABELS = {
    PayerClass.MONTHLY_WAGE: "按月领取工资",
    PayerClass.ANNUAL_SALARY: "年薪制",
    PayerClass.SELF_EMPLOYED: "个体经营者等不按月取得收入",
    PayerClass.BUSINESS_OWNER: "企业出资人",
    PayerClass.RETIRED: "离退休",
    PayerClass.FARMER: "农民",
    PayerClass.STUDENT: "学生",
    PayerClass.UNEMPLOYED: "下岗失业",
    PayerClass.RELIEF: "依靠抚恤救济生活",
    PayerClass.MINIMUM_LIVING: "领取最低生活保障金",
}
