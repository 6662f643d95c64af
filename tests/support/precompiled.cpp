// The one translation unit of the target that owns the precompiled header.
