"""As fast as eight connections can be: PUTs so many leads to a CRM, and nothing else. Usage: PORT COUNT"""
import http.client
import queue
import sys
import threading

port, count = int(sys.argv[1]), int(sys.argv[2])
ids = queue.SimpleQueue()
for number in range(count):
    ids.put(number)


def work():
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while True:
        try:
            number = ids.get_nowait()
        except queue.Empty:
            return
        connection.request("PUT", f"/leads/{number}", b"{}" * 600)
        connection.getresponse().read()


threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
