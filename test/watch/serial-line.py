"""A serial line: prints the name of its port, passes stdin on to it, and prints what comes back, as `board got …`."""
import os, pty, select, sys

board, port = pty.openpty()
print(os.ttyname(port), flush=True)
# Whoever has it open is its reader; we are not to be taken for one.
os.close(port)

sources = [0, board]
while 0 in sources:
    ready, _, _ = select.select(sources, [], [])
    for source in ready:
        try:
            data = os.read(source, 65536)
        except OSError:  # Linux: nobody has the port open
            select.select([0], [], [], 0.02)
            continue
        if not data:
            sources.remove(source)
        elif source == 0:
            while data:
                data = data[os.write(board, data):]
        else:
            print("board got", data, flush=True)
