export const check_practice = () => {};
