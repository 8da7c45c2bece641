"""Pure functions behind figures and tasks: numpy in, numbers out, nothing drawn and nothing read."""
