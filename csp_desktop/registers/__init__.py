"""What is recorded: registers, their fields, labels and checks. No I/O and no Qt."""
