"""What of persons follows a new key beside the encrypted columns: the blind indexes (盲索引)."""

from runwu.core.crypto.rotation import register_index
from runwu.people.models import Person

# The purposes under which imports make them.
register_index(Person, "phone_index", "phone")
register_index(Person, "identity_index", "identity")
