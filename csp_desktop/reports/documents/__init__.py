"""Documents put together from several forms: the partnership plan, the handover."""
