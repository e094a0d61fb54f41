package io.github.tracebridge.sandbox;

import java.util.List;

/** What German leads are made of. Words are written as JSON wants them, quotes escaped. */
final class LeadWords {
  static final List<String> FIRST_NAMES =
      List.of(
          "Ida",
          "Jürgen",
          "Käthe",
          "Anneliese",
          "Björn",
          "Sören",
          "Zoë",
          "Hans-Peter",
          "Friederike",
          "Günther",
          "Mareike",
          "Thorben",
          "Özlem",
          "Łukasz",
          "Wiebke",
          "Uwe");
  static final List<String> LAST_NAMES =
      List.of(
          "Brandt",
          "Müller",
          "Schröder",
          "Weiß",
          "von der Heide",
          "Groß",
          "Petersen",
          "Jäger",
          "Hühnerfeld",
          "O'Brien",
          "Nguyễn",
          "Kaiser-Löwe",
          "Yıldız",
          "Hansen",
          "Fuß",
          "Böhm");
  static final List<String> COMPANY_STEMS =
      List.of(
          "Hofwind",
          "Sonnengut",
          "Bürgerenergie",
          "Mühlenstrom",
          "Agrar \\\"Grüne Aue\\\"",
          "Küstenwind",
          "Solarpark Süd",
          "Ökostrom",
          "Höfische Güter",
          "Energie & Wärme",
          "Nordlicht",
          "Windmüller",
          "Gänsebach",
          "Steinbrüche Löß");
  static final List<String> COMPANY_FORMS =
      List.of("KG", "GmbH", "GmbH & Co. KG", "eG", "AG", "GbR", "e.K.", "Söhne OHG");
  static final List<String> STREETS =
      List.of(
          "Hauptstraße",
          "Am Mühlenteich",
          "Süderweg",
          "Große Gasse",
          "Lindenallee",
          "An der B\u00a077",
          "Straße des 17. Juni",
          "Öderaner Weg");
  static final List<String> CITIES =
      List.of(
          "24937 Flensburg",
          "80331 München",
          "50667 Köln",
          "01067 Dresden",
          "99084 Erfurt",
          "40213 Düsseldorf",
          "90402 Nürnberg",
          "23552 Lübeck",
          "04103 Leipzig",
          "33098 Paderborn",
          "06108 Halle (Saale)",
          "72070 Tübingen");
  static final List<String> SITES =
      List.of(
          "Nordhang",
          "Südfeld",
          "Große Wiese",
          "Alte Mühle",
          "Hofdach \\\"Ost\\\"",
          "Deponie",
          "Höhe 112",
          "Scheune – Anbau",
          "Heideacker",
          "Kläranlage");
  static final List<String> STATUSES = List.of("New", "InProgress", "Won", "Lost");
  static final List<String> TURBINES =
      List.of("Enercon E-115", "Vestas V150-4.2", "Nordex N149/5.X", "Siemens SWT-3.0");
  static final List<String> ATTACHMENT_TYPES =
      List.of("ProductionProfile", "Certificate", "TechnicalSpecification", "Other");
  static final List<String> ATTACHMENT_STATES =
      List.of("Completed", "Pending", "Processing", "Failed");
  static final List<String> GUARANTEES = List.of("Provider", "Customer");
  static final List<String> NEGATIVE_PRICES = List.of("Excluded", "Included");
  static final List<String> PPA_STRUCTURES = List.of("PayAsProduced", "PayAsForecasted");
  static final List<String> DM_TYPES = List.of("EEG", "Other");
  static final List<String> ENUMERATIONS = List.of("Spot", "MarketValue");
  static final List<String> SERVICE_FEES = List.of("Relative", "Absolute");

  private LeadWords() {}
}
