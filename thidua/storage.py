"""Static files as browsers fetch them: compressed once, their content's hash in their names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


def _without_source_maps(patterns: tuple) -> tuple:
    return tuple(
        (files, tuple(one for one in found if "sourceMappingURL" not in str(one)))
        for files, found in patterns
    )


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Source maps are not served, so what names them is left as it is."""

    patterns = _without_source_maps(CompressedManifestStaticFilesStorage.patterns)
