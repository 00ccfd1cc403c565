export const check_rules = () => {};
