"""The pages that journeys walk through, each with the few things people do there."""
