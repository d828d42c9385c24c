"""The Django site: settings, addresses, the server's entry point. It only puts together what is found."""
