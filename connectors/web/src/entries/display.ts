// The hall screen at /display.
import "../hall/display";
