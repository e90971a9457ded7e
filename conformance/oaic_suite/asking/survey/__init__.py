"""What is found out before anything is judged: where the API begins, with which model, and what is not there."""
