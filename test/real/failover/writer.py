"""Commits increasing numbers, each once, and prints those that PostgreSQL acknowledged, one a line.

Arguments: a connection string and the table. A number whose commit broke off is uncertain: it is not written again.
"""

import itertools
import sys
import time

import psycopg2

# Seconds between two attempts to reach a primary.
PAUSE = 0.02

# Seconds between two commits: the machine's cores are wanted for the failover as well.
BETWEEN = 0.002


def main(connection: str, table: str) -> None:
    numbers = itertools.count(1)
    while True:
        try:
            database = psycopg2.connect(connection, connect_timeout=2)
            database.autocommit = True
            cursor = database.cursor()
            for number in numbers:
                cursor.execute(f"insert into {table} values (%s)", (number,))
                print(number, flush=True)
                time.sleep(BETWEEN)
        except psycopg2.Error:
            time.sleep(PAUSE)


main(*sys.argv[1:])
