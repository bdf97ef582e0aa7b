"""What Tchap's rules add to Synapse: modules that Synapse loads by name, and programs that run beside it."""
