/** Owns: units of measure with their exact sizes, and the names by which people call them. */
import { multiply, power, type Rational, ratio, readRational, zero } from "./rational.ts";

export interface Unit {
  /** `length`, `length/time`, … Only equal dimensions convert. */
  dimension: string;
  /** How many of the dimension's base unit one of these is. */
  factor: Rational;
  /** Added after multiplying by the factor; not zero for temperatures only. */
  offset: Rational;
  one: string;
  many: string;
  /** What a reader must know about which unit of this name is meant. */
  note?: string;
}

/** `dimension | factor or one of the units before it | one, many | other names, comma-separated | note`. */
const table = `
length | 1 | metre, metres | m, meter, meters
length | 0.001 | millimetre, millimetres | mm, millimeter, millimeters
length | 0.01 | centimetre, centimetres | cm, centimeter, centimeters, cms
length | 0.1 | decimetre, decimetres | dm, decimeter, decimeters
length | 1000 | kilometre, kilometres | km, kms, kilometer, kilometers
length | 0.000001 | micrometre, micrometres | µm, um, micron, microns, micrometer, micrometers
length | 0.000000001 | nanometre, nanometres | nm, nanometer, nanometers
length | 0.0254 | inch, inches | in, ", inchs
length | 0.3048 | foot, feet | ft, ', foots
length | 0.9144 | yard, yards | yd, yds
length | 1609.344 | mile, miles | mi
length | 1852 | nautical mile, nautical miles | nmi
mass | 1 | kilogram, kilograms | kg, kgs, kilo, kilos, kilogramme, kilogrammes
mass | 0.001 | gram, grams | g, gramme, grammes, gr
mass | 0.000001 | milligram, milligrams | mg
mass | 0.000000001 | microgram, micrograms | µg, ug, mcg
mass | 1000 | tonne, tonnes | metric ton, metric tons, t
mass | 0.45359237 | pound, pounds | lb, lbs
mass | 0.028349523125 | ounce, ounces | oz
mass | 6.35029318 | stone, stone | st, stones
mass | 907.18474 | short ton, short tons | ton, tons, us ton, us tons | A ton is taken as the US short ton of 2,000 pounds; the metric tonne is 1,000 kg.
mass | 1016.0469088 | long ton, long tons | imperial ton, imperial tons, uk ton, uk tons
time | 1 | second, seconds | s, sec, secs
time | 0.001 | millisecond, milliseconds | ms, msec
time | 0.000001 | microsecond, microseconds | µs, us
time | 60 | minute, minutes | min, mins
time | 3600 | hour, hours | h, hr, hrs
time | 86400 | day, days | d
time | 604800 | week, weeks | wk, wks
time | 1209600 | fortnight, fortnights |
time | 31536000 | year, years | yr, yrs, common year, common years | A year is taken as 365 days; a leap year has one day more.
month | 1 | month, months |
area | 4046.8564224 | acre, acres | ac
area | 10000 | hectare, hectares | ha
volume | 0.001 | litre, litres | l, liter, liters
volume | 0.000001 | millilitre, millilitres | ml, milliliter, milliliters, cc
volume | 0.00001 | centilitre, centilitres | cl, centiliter, centiliters
volume | 0.0001 | decilitre, decilitres | dl, deciliter, deciliters
volume | 0.1 | hectolitre, hectolitres | hl, hectoliter, hectoliters
volume | 0.003785411784 | US gallon, US gallons | gallon, gallons, gal | The gallon is taken as the US one; the imperial gallon is 4.54609 litres.
volume | 0.000946352946 | US quart, US quarts | quart, quarts, qt | The quart is taken as the US one.
volume | 0.000473176473 | US pint, US pints | pint, pints, pt | The pint is taken as the US one; the imperial pint is 568.26125 ml.
volume | 0.0002365882365 | US cup, US cups | cup, cups | The cup is taken as the US one; a metric cup is 250 ml.
volume | 0.0000295735295625 | US fluid ounce, US fluid ounces | fluid ounce, fluid ounces, fl oz, floz, fl. oz | The fluid ounce is taken as the US one.
volume | 0.00001478676478125 | US tablespoon, US tablespoons | tablespoon, tablespoons, tbsp, tbsps | The tablespoon is taken as the US one; a metric tablespoon is 15 ml.
volume | 0.00000492892159375 | US teaspoon, US teaspoons | teaspoon, teaspoons, tsp, tsps | The teaspoon is taken as the US one; a metric teaspoon is 5 ml.
volume | 0.00454609 | imperial gallon, imperial gallons | uk gallon, uk gallons
volume | 0.0011365225 | imperial quart, imperial quarts | uk quart, uk quarts
volume | 0.00056826125 | imperial pint, imperial pints | uk pint, uk pints, british pint, british pints
volume | 0.0000284130625 | imperial fluid ounce, imperial fluid ounces | uk fluid ounce, uk fluid ounces, imperial fl oz, uk fl oz
data | 1 | bit, bits | b
data | 1000 | kilobit, kilobits | kb#, kbit, kbits
data | 1000000 | megabit, megabits | Mb#, Mbit, Mbits
data | 1000000000 | gigabit, gigabits | Gb#, Gbit, Gbits
data | 1000000000000 | terabit, terabits | Tb#, Tbit, Tbits
data | 8 | byte, bytes | B#
data | 8000 | kilobyte, kilobytes | kB, KB | A kilobyte is taken as 1,000 bytes; 1,024 bytes are a kibibyte (KiB).
data | 8000000 | megabyte, megabytes | MB | A megabyte is taken as 1,000,000 bytes; 1,048,576 bytes are a mebibyte (MiB).
data | 8000000000 | gigabyte, gigabytes | GB | A gigabyte is taken as 10⁹ bytes; 2³⁰ bytes are a gibibyte (GiB).
data | 8000000000000 | terabyte, terabytes | TB | A terabyte is taken as 10¹² bytes; 2⁴⁰ bytes are a tebibyte (TiB).
data | 8000000000000000 | petabyte, petabytes | PB | A petabyte is taken as 10¹⁵ bytes; 2⁵⁰ bytes are a pebibyte (PiB).
data | 8192 | kibibyte, kibibytes | KiB
data | 8388608 | mebibyte, mebibytes | MiB
data | 8589934592 | gibibyte, gibibytes | GiB
data | 8796093022208 | tebibyte, tebibytes | TiB
temperature | 1 | kelvin, kelvin | k, kelvins
temperature | 1 | degree Celsius, °C | c, celsius, centigrade, degrees celsius, °c, deg c, degrees c, degrees centigrade
temperature | 5/9 | degree Fahrenheit, °F | f, fahrenheit, degrees fahrenheit, °f, deg f, degrees f, farenheit, degree f
length/time | 1/3.6 | kilometre per hour, km/h | kph, kmh, kmph, km/hr
length/time | 0.44704 | mile per hour, mph | mph, mi/h
length/time | 1852/3600 | knot, knots | kn, kt, kts
data/time | 1000 | kilobit per second, kbit/s | kbps
data/time | 1000000 | megabit per second, Mbit/s | Mbps
data/time | 1000000000 | gigabit per second, Gbit/s | Gbps
`;

const offsets: Record<string, Rational> = { "degree Celsius": ratio(27315n, 100n), "degree Fahrenheit": ratio(45967n, 180n) };

/** Names spelled with the case that tells bits from bytes, and all others in lower case. */
const byName = new Map<string, Unit>();

function readFactor(text: string): Rational {
  const [above = "", below = "1"] = text.split("/");
  const [top, bottom] = [readRational(above), readRational(below)];
  if (!top || !bottom) throw new Error(`bad factor in the unit table: ${text}`);
  return ratio(top.n * bottom.d, top.d * bottom.n);
}

for (const line of table.trim().split("\n")) {
  const [dimension = "", factor = "", names = "", others = "", note] = line.split("|").map((cell) => cell.trim());
  const [one = "", many = ""] = names.split(",").map((name) => name.trim());
  const unit: Unit = {
    dimension,
    factor: readFactor(factor),
    offset: offsets[one] ?? zero,
    one,
    many,
    ...(note ? { note } : {}),
  };
  for (const name of [one, many, ...others.split(",").map((other) => other.trim())]) {
    if (name.endsWith("#")) byName.set(name.slice(0, -1), unit);
    else if (name !== "") {
      if (unit.dimension.startsWith("data")) byName.set(name, unit);
      const lower = name.toLowerCase();
      if (!byName.has(lower)) byName.set(lower, unit);
    }
  }
}

/** Squares and cubes of a length. */
function powered(length: Unit, exponent: 2 | 3): Unit {
  const word = exponent === 2 ? "square" : "cubic";
  return {
    dimension: exponent === 2 ? "area" : "volume",
    factor: power(length.factor, BigInt(exponent)),
    offset: zero,
    one: `${word} ${length.one}`,
    many: `${word} ${length.many}`,
  };
}

function single(name: string): Unit | null {
  const exact = byName.get(name) ?? byName.get(name.toLowerCase());
  if (exact) return exact;
  const lower = name.toLowerCase();
  const word = /^(square|sq|sq\.|cubic|cu|cu\.) ?([a-z]{1,14})$/.exec(lower);
  const sign = /^([a-zµ]{1,14})(?:\^?([23])| (squared|cubed))$/.exec(lower);
  const length = byName.get(word?.[2] ?? sign?.[1] ?? "");
  if (length?.dimension !== "length") return null;
  const isSquare = word ? word[1]?.startsWith("s") : sign?.[2] === "2" || sign?.[3] === "squared";
  return powered(length, isSquare ? 2 : 3);
}

/** The unit of that name, also "square feet", "m^2", "miles per hour", "MB/s"; null when there is none. */
export function findUnit(name: string): Unit | null {
  const text = name.trim().replace(/\s+/g, " ").replace(/\.$/, "");
  if (text.length > 60) return null;
  const known = single(text);
  if (known) return known;
  const [above, below, ...rest] = text.split(/ ?\/ ?| per | an (?=hour$)| a (?=second$|minute$|day$|week$)/i);
  if (above === undefined || below === undefined || rest.length > 0) return null;
  const [top, bottom] = [single(above), single(below)];
  if (!top || !bottom || bottom.dimension !== "time" || top.dimension === "temperature" || /^month|^time|\//.test(top.dimension))
    return null;
  const notes = [top.note, bottom.note].filter((note) => note !== undefined).join(" ");
  return {
    dimension: `${top.dimension}/${bottom.dimension}`,
    factor: ratio(top.factor.n * bottom.factor.d, top.factor.d * bottom.factor.n),
    offset: zero,
    one: `${top.one} per ${bottom.one}`,
    many: `${top.many} per ${bottom.one}`,
    ...(notes ? { note: notes } : {}),
  };
}

/** The value in the dimension's base unit. */
export function toBase(value: Rational, unit: Unit): Rational {
  const scaled = multiply(value, unit.factor);
  return ratio(scaled.n * unit.offset.d + unit.offset.n * scaled.d, scaled.d * unit.offset.d);
}

export function fromBase(base: Rational, unit: Unit): Rational {
  const shifted = ratio(base.n * unit.offset.d - unit.offset.n * base.d, base.d * unit.offset.d);
  return ratio(shifted.n * unit.factor.d, shifted.d * unit.factor.n);
}
