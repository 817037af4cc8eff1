"""What can go wrong with keys and ciphertexts, said in three parts: what, why, what to do now."""


class CryptoError(Exception):
    """Base of all errors of this package; messages never carry a key or a plaintext."""


class KeyFileMissing(CryptoError):
    """The key file does not exist."""


class KeyFileInvalid(CryptoError):
    """The key file cannot be read, is open to others, or lacks something."""


class KeyUnknown(CryptoError):
    """A ciphertext or a seal names a key that the key file does not hold."""


class CipherUnavailable(CryptoError):
    """The installed OpenSSL lacks an algorithm that the key file asks for."""


class NotDecryptable(CryptoError):
    """A ciphertext was changed, cut, or moved from another column."""


class KeyProviderFailed(CryptoError):
    """The key machine or key service did not wrap or unwrap the keys."""


class IndexRotating(CryptoError):
    """The blind index is moving to a new key just now; numbers cannot be looked up for a moment."""
