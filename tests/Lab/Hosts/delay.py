# A long line to one host: two taps, the host's eth0 and a port of the switch, between which every frame waits. The kernel
# hands frames over whole and with their checksums, since a tap without IFF_VNET_HDR has no offloading.
# Arguments: file of the host's network namespace, name of the port, milliseconds each way. Starts in the switch's
# namespace, and ends with the process namespace that it runs in. Prints "ready".
import collections, ctypes, fcntl, os, select, struct, sys, time

namespace, port, delay = os.open(sys.argv[1], os.O_RDONLY), sys.argv[2], float(sys.argv[3]) / 1000
TUNSETIFF, IFF_TAP, IFF_NO_PI, CLONE_NEWNET = 0x400454CA, 2, 0x1000, 0x40000000


def tap(name):
    end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    return end


switch = tap(port)
libc = ctypes.CDLL(None, use_errno=True)
if libc.setns(namespace, CLONE_NEWNET) != 0:
    raise OSError(ctypes.get_errno(), "setns")
host = tap("eth0")
print("ready", flush=True)

under_way = {host: collections.deque(), switch: collections.deque()}
other = {host: switch, switch: host}
while True:
    due = [frames[0][0] for frames in under_way.values() if frames]
    readable, _, _ = select.select([host, switch], [], [], max(0, min(due) - time.monotonic()) if due else None)
    for end in readable:
        try:
            while True:
                under_way[other[end]].append((time.monotonic() + delay, os.read(end, 65536)))
        except OSError:
            pass  # nothing more is there, or the link is down
    now = time.monotonic()
    for end, frames in under_way.items():
        while frames and frames[0][0] <= now:
            try:
                os.write(end, frames.popleft()[1])
            except OSError:
                pass  # lost, as on a line that is cut
