from tests.trust_fixtures import house

__all__ = ["house"]
