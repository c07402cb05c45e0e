/** What a person can do about a file that is cut short or damaged, to end its line with. */
export const again = 'copy or download it again';
