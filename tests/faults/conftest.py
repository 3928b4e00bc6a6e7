from tests.trust_fixtures import house
from tests.trust_story import real_files, story

__all__ = ["house", "real_files", "story"]
