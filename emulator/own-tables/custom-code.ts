/** The first object type code that custom tables get when they name none. */
export const FIRST_CUSTOM_CODE = 10_800;
