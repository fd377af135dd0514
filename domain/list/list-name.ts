/** As files of a playbook are named: it stands in conditions, and in addresses. */
export const LIST_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/u;

/** In words, after "must be" or "expected". */
export const LIST_NAME_EXPECTED = 'the name of a list: letters, digits, - and _, as `press-guests`';
