"""What the commands in bin/ run: installation, servers, the demonstration, tests and checks."""
