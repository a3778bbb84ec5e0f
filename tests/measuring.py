"""Measures for subprocess tests."""

PEAK = """
def peak_bytes():
    # ru_maxrss counts what the forking parent held before exec; the kernel's high-water mark does not
    import resource
    from pathlib import Path
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
