"""A pseudo-terminal for a command: its bytes on stdin and stdout; on descriptor 3 come lines `size ROWS COLUMNS` and `signal NUMBER`."""
import fcntl, os, pty, select, signal, struct, sys, termios

rows, columns, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]


def resize(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


child, terminal = pty.fork()
if child == 0:
    os.close(3)
    # The size is there before the program asks for it.
    resize(0, rows, columns)
    os.execvp(command[0], command)

os.set_blocking(terminal, False)
sources = [0, 3, terminal]
orders = pending = b""
while terminal in sources:
    ready, writable, _ = select.select(sources, [terminal] if pending else [], [])
    if writable:
        try:
            pending = pending[os.write(terminal, pending[:1024]):]
        except (BlockingIOError, OSError):
            pass
    for source in ready:
        try:
            data = os.read(source, 65536)
        except BlockingIOError:
            continue
        except OSError:  # Linux: the other end of the terminal is closed
            data = b""
        if not data:
            sources.remove(source)
        elif source == 0:
            pending += data
        elif source == terminal:
            os.write(1, data)
        else:
            orders += data
            *lines, orders = orders.split(b"\n")
            for line in lines:
                word, *numbers = line.split()
                if word == b"size":
                    resize(terminal, *map(int, numbers))
                else:
                    os.kill(child, int(numbers[0]))

_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
