//! Faults of brackets, commas, quotation marks and characters: found, and the rest of the scene is judged all the same.

use crate::scene_errors::{SCENE, faults, faults_of};

/// The faults of the small scene with a syntax fault and with one fault before and two after it.
fn faults_round(from: &str, to: &str) -> Vec<String> {
    assert!(SCENE.contains(from), "the small scene has no {from}");
    let text = SCENE
        .replace(from, to)
        .replace("dt: ms(0.5)", "dt: s(0.5)")
        .replace("rate: kHz(1.0)", "rate: kHz(-1.0)")
        .replace("pattern: \"A\"", "pattern: \"AA\"");
    let found = faults_of(&text);
    let others = [
        ": dt: the unit is s,",
        ": inputs[0].rate: -1 kHz is outside",
        ": timeline[0].pattern: there is no pattern \"AA\"",
    ];
    for other in others {
        assert!(found.iter().any(|fault| fault.contains(other)), "{other} is not in {found:#?}");
    }
    found.into_iter().filter(|fault| !others.iter().any(|other| fault.contains(other))).collect()
}

macro_rules! syntax_fault {
    ($($test:ident: $from:literal => $to:literal, $fault:literal;)*) => {$(
        #[test]
        fn $test() {
            assert_eq!(faults_round($from, $to), [$fault]);
        }
    )*};
}

syntax_fault! {
    unclosed_unit: "nS(2.0)," => "nS(2.0,",
        "x.ron:17:28: the bracket `(` that opens here is not closed.\n    Close it with `)` before line 18.";
    unclosed_input: "conductance: nS(1.5))," => "conductance: nS(1.5),",
        "x.ron:22:16: the bracket `(` that opens here is not closed.\n    Close it with `)` before line 23.";
    unclosed_element: "count: 10, intrinsic_plasticity: ())," => "count: 10, intrinsic_plasticity: (),",
        "x.ron:7:9: the bracket `(` that opens here is not closed.\n    Close it with `)` before line 8.";
    unclosed_receptor: "Excitatory(slow_fraction: 0.0)" => "Excitatory(slow_fraction: 0.0",
        "x.ron:16:33: the bracket `(` that opens here is not closed.\n    Close it with `)` before line 17.";
    unclosed_delay: "Constant(ms(1.0))" => "Constant(ms(1.0)",
        "x.ron:18:28: the bracket `(` that opens here is not closed.\n    Close it with `)` before line 19.";
    unclosed_list: "    ],\n    projections" => "    projections",
        "x.ron:6:18: the bracket `[` that opens here is not closed.\n    Close it with `]` before line 9.";
    unclosed_list_in_a_line: "neurons: [0]" => "neurons: [0",
        "x.ron:29:58: the bracket `[` that opens here is not closed.\n    Close it with `]` before `variables`.";
    unclosed_scene: "every: ms(1.0)),\n    ],\n)" => "every: ms(1.0)),\n    ],\n",
        "x.ron:1:6: the bracket `(` that opens here is not closed.\n    Close it with `)` at the end of the text.";
    missing_comma_between_fields: "version: 1," => "version: 1",
        "x.ron:3:5: a comma is missing before `name`.\n    Separate fields and elements with commas.";
    missing_comma_between_elements: "intrinsic_plasticity: ())," => "intrinsic_plasticity: ())",
        "x.ron:8:9: a comma is missing before `(`.\n    Separate fields and elements with commas.";
    missing_comma_in_a_line: "name: \"I\", count" => "name: \"I\" count",
        "x.ron:8:20: a comma is missing before `count`.\n    Separate fields and elements with commas.";
    unclosed_text: "\"A small scene.\"" => "\"A small scene.",
        "x.ron:4:14: the text that begins here is not closed.\n    Close it with a quotation mark.";
    unclosed_name: "name: \"E\"," => "name: \"E,",
        "x.ron:7:16: the text that begins here is not closed.\n    Close it with a quotation mark.";
    unclosed_last_text: "to: \"E\")," => "to: \"E),",
        "x.ron:24:34: the text that begins here is not closed.\n    Close it with a quotation mark.";
    extra_bracket: "nS(2.0)," => "nS(2.0)),",
        "x.ron:17:33: the bracket `)` closes nothing.\n    Remove it, or open one before it.";
    extra_bracket_after_an_element: "intrinsic_plasticity: ())," => "intrinsic_plasticity: ())),",
        "x.ron:7:57: the bracket `)` closes nothing.\n    Remove it, or open one before it.";
    extra_bracket_after_a_list: "    ],\n    projections" => "    ],\n    ],\n    projections",
        "x.ron:10:5: the bracket `]` closes nothing.\n    Remove it, or open one before it.";
    extra_bracket_at_the_top: "name: \"Small\"," => "name: \"Small\"),",
        "x.ron:3:18: the bracket `)` closes nothing.\n    Remove it, or open one before it.";
    extra_bracket_at_the_end: "ms(1.0)),\n    ],\n)" => "ms(1.0)),\n    ],\n))",
        "x.ron:31:2: the bracket `)` closes nothing.\n    Remove it, or open one before it.";
    wrong_bracket: "neurons: [0]" => "neurons: [0)",
        "x.ron:29:60: the bracket `[` is closed with `)`.\n    Close it with `]`.";
    equals_sign: "count: 10" => "count = 10",
        "x.ron:7:27: `=` cannot stand here.\n    Write `:` between a field and its value.";
    semicolon: "count: 10," => "count: 10;",
        "x.ron:7:30: `;` cannot stand here.\n    Write a comma between fields.";
    stray_character: "count: 10," => "count: $10,",
        "x.ron:7:28: `$` cannot stand here.\n    Remove it.";
    comma_too_many: "count: 10," => "count: 10,,",
        "x.ron:7:31: `,` cannot stand here.\n    Remove it.";
    decimal_comma_in_a_unit: "nS(2.0)" => "nS(2,0)",
        "x.ron:17:29: `2,0` has a comma inside the number.\n    The decimal mark is a point: write 2.0.";
    decimal_comma_in_a_field: "        (name: \"I\"," => "        (name: \"F\", count: 3, receptors: (muscarinic: 0,25)), (name: \"I\",",
        "x.ron:8:55: `0,25` has a comma inside the number.\n    The decimal mark is a point: write 0.25.";
    decimal_comma_in_a_variant: "Probability(0.5)" => "Probability(0,5)",
        "x.ron:15:33: `0,5` has a comma inside the number.\n    The decimal mark is a point: write 0.5.";
    negative_decimal_comma: "count: 10," => "count: 10, neuron: (threshold: mV(-50,25)),",
        "x.ron:7:55: `-50,25` has a comma inside the number.\n    The decimal mark is a point: write -50.25.";
    comma_between_thousands: "count: 10," => "count: 1,000,",
        "x.ron:7:28: `1,000` has a comma inside the number.\n    Write 1.000, or 1000 if thousands are meant.";
    commas_between_thousands: "count: 10," => "count: 1,000,000,",
        "x.ron:7:28: `1,000,000` has a comma inside the number.\n    Write 1000000, without a mark between thousands.";
    no_break_space: "count: 10," => "\u{a0}count: 10,",
        "x.ron:7:21: a no-break space (U+00A0) stands here.\n    Write a plain space.";
    no_break_spaces: "count: 10," => "\u{a0}count:\u{a0}10,\u{a0}",
        "x.ron:7:21: a no-break space (U+00A0) stands here, and at 2 other places.\n    Write a plain space.";
    invisible_character: "count: 10," => "count: \u{200b}10,",
        "x.ron:7:28: a zero-width space (U+200B) stands here.\n    Remove it.";
    minus_sign: "count: 10," => "count: 10, neuron: (threshold: mV(\u{2212}50.0)),",
        "x.ron:7:55: a minus sign (U+2212) stands here.\n    Write `-`.";
    full_width_comma: "count: 10," => "count: 10，",
        "x.ron:7:30: a full-width `，` (U+FF0C) stands here.\n    Write `,`.";
    curly_quotation_marks: "name: \"Small\"," => "name: “Small”,",
        "x.ron:3:11: a text stands in curly quotation marks here.\n    Write straight ones: \"...\".";
    no_value: "count: 10," => "count: ,",
        "x.ron:7:21: the field `count` has no value.\n    Write it after the colon.";
}

#[test]
fn faults_of_syntax_are_found_without_indentation() {
    let flat: String = SCENE.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
    assert_eq!(faults_of(&flat), Vec::<String>::new());
    let flat = flat.replace("rate: kHz(1.0)", "rate: kHz(-1.0)");
    let with = |from: &str, to: &str| {
        assert!(flat.contains(from));
        faults_of(&flat.replace(from, to))
    };
    let rate = |line: usize| {
        format!("x.ron:{line}:24: inputs[0].rate: -1 kHz is outside the allowed range.\n    Allowed: 0 to 100 kHz.")
    };
    // What is in line 18 is then closed in line 19, and what began in line 11 is not.
    assert_eq!(
        with("Constant(ms(1.0)),", "Constant(ms(1.0),"),
        [
            "x.ron:11:1: the bracket `(` that opens here is not closed.\n    Close it with `)` before line 20."
                .to_owned(),
            rate(22),
        ]
    );
    assert_eq!(
        with("version: 1,", "version: 1"),
        [
            "x.ron:3:1: a comma is missing before `name`.\n    Separate fields and elements with commas.".to_owned(),
            rate(22)
        ]
    );
}

#[test]
fn what_a_repair_makes_doubtful_is_not_reported() {
    // The bracket was meant to close before `count`, but nothing says so: `count` is then missing where it belongs.
    let found = faults("count: 10, intrinsic", "neuron: (threshold: mV(-51.0), count: 10, intrinsic");
    assert_eq!(
        found,
        [
            "x.ron:7:9: the bracket `(` that opens here is not closed.\n    Close it with `)` before line 8. What follows from it could not be judged."
        ]
    );
}

#[test]
fn what_cannot_be_judged_is_said() {
    let found = faults("version: 1,", "version: 1, ((((");
    assert!(found.last().is_some_and(|fault| fault.contains("could not be judged")), "{found:#?}");
}

#[test]
fn text_after_the_end_is_reported_where_it_begins() {
    for (after, place) in [(" tail", "31:3"), ("\n\n// a note\n  Scene(version: 1)", "34:3")] {
        assert_eq!(
            faults_of(&format!("{SCENE}{after}")),
            [format!(
                "x.ron:{place}: there is text after the end of the scene, which was not read.\n    Remove it, or a bracket that closes too early."
            )]
        );
    }
    // What is before it is judged all the same, its syntax and its values.
    let both = SCENE.replace("count: 10,", "count: -10").replace("dt: ms(0.5)", "dt: mV(0.5)") + ", tail";
    assert_eq!(
        faults_of(&both),
        [
            "x.ron:5:9: dt: the unit is mV, but this quantity is in ms.\n    Convert the number and write ms(...).",
            "x.ron:7:28: populations[0].count: -10 is outside the allowed range.\n    Allowed: 1 to 1,000,000.",
            "x.ron:7:32: a comma is missing before `intrinsic_plasticity`.\n    Separate fields and elements with commas.",
            "x.ron:31:4: there is text after the end of the scene, which was not read.\n    Remove it, or a bracket that closes too early.",
        ]
    );
}
