/** The id of the element that holds the panel: what the line in a message opens. */
export const panelElementId = "reasoning";
