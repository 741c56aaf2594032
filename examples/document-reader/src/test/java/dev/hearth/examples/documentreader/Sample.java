package dev.hearth.examples.documentreader;

import static dev.hearth.examples.documentreader.PageDrawing.BOLD;
import static dev.hearth.examples.documentreader.PageDrawing.MONO;
import static dev.hearth.examples.documentreader.PageDrawing.SANS;
import static dev.hearth.examples.documentreader.PageDrawing.SERIF;

import java.awt.Color;
import java.util.List;

/**
 * A page and what it says.
 *
 * @param name what is special about it
 * @param image the page as a PNG
 * @param text what it says
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Sample(String name, byte[] image, String text) {

  static final List<String> INVOICE =
      List.of(
          "Invoice No. 2024-0815",
          "Date: 17 March 2024",
          "Paper, A4, white\t12 x 4.95",
          "Toner cartridge\t2 x 61.50",
          "Total\t182.40 EUR");

  static List<Sample> all() {
    return List.of(
        sample("invoice with columns", PageDrawing.of(720, 300), INVOICE),
        sample(
            "address in serifs",
            PageDrawing.of(640, 280).font(SERIF, 26),
            List.of("Margaret Hollis", "48 Station Road", "Bristol BS1 6QF", "United Kingdom")),
        sample(
            "receipt of a till",
            PageDrawing.of(520, 360).font(MONO, 22),
            List.of("COFFEE\t3.20", "CROISSANT\t2.75", "TAX 20%\t1.19", "CASH\t10.00")),
        sample(
            "gray on gray",
            PageDrawing.of(700, 220).colors(new Color(0xc8c8c8), new Color(0x404040)),
            List.of("Payment is due within 30 days", "Account number: 4417 2290 18")),
        sample(
            "white on blue",
            PageDrawing.of(700, 200).colors(new Color(0x1a3c78), Color.WHITE).font(BOLD, 28),
            List.of("Boarding closes at 18:45", "Gate B12, seat 23A")),
        sample(
            "small print",
            PageDrawing.of(640, 220).font(SANS, 15),
            List.of(
                "Goods remain our property until they are paid for in full.",
                "Complaints must reach us in writing within eight days.",
                "Registered in England, company no. 03977902")),
        sample(
            "large print",
            PageDrawing.of(1200, 420).font(SERIF, 72),
            List.of("Annual Report", "2023/2024")),
        sample("turned by 2 degrees", PageDrawing.of(760, 340).turned(2).font(SANS, 25), INVOICE),
        sample(
            "turned by -3 degrees",
            PageDrawing.of(760, 320).turned(-3).font(SERIF, 24),
            List.of("Dear Mr. Okafor,", "Thank you for your order of 9 May.", "Kind regards")),
        sample("upside down", PageDrawing.of(720, 300).turned(180), INVOICE),
        sample(
            "punctuation",
            PageDrawing.of(720, 260).font(SANS, 26),
            List.of(
                "Tel. +44 117 496 0123 (office)",
                "E-mail: orders@example.com",
                "50% off: only $19.99!")),
        sample(
            "sheet of A4 at 150 dots an inch",
            PageDrawing.of(1240, 1754).font(SANS, 30),
            List.of(
                "Delivery note 7741",
                "Customer: Northwind Traders Ltd.",
                "Order placed on 03/11/2023",
                "Pallets\t4",
                "Gross weight\t1,280 kg",
                "Carrier\tDFDS",
                "Received in good condition by",
                "Signature and stamp")));
  }

  private static Sample sample(String name, PageDrawing page, List<String> lines) {
    return new Sample(
        name,
        PageDrawing.encoded(page.lines(lines), "png"),
        String.join("\n", lines).replace('\t', ' '));
  }
}
