"""What persons tell about themselves, and what is entered with their knowledge."""

from runwu.people.services.skills import SkillEntry, add_skill, remove_skill

__all__ = ["SkillEntry", "add_skill", "remove_skill"]
