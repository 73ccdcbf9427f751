# Was in der 3D-Ansicht und den Bedienfeldern vom Lauf gesagt wird: Untertitel, Phasen, Meldungen, Urteile.

## Untertitel

caption-sleep = { $state }-Schlaf
caption-sleep-held = { $state }-Schlaf, von Ihnen gehalten
caption-asleep = { $sleep }.
caption-swinging = { $sleep }: Up- und Down-Zustände wechseln sich ab.
caption-swinging-replay = { $sleep }: Up- und Down-Zustände wechseln sich ab, und gespeicherte Muster leuchten von selbst wieder auf.
caption-steady = { $sleep }: aktiv, ohne Down-Zustände.
caption-steady-replay = { $sleep }: aktiv, ohne Down-Zustände, und gespeicherte Muster leuchten von selbst wieder auf.
caption-rem = { $sleep }: Von außen kommt nichts.
caption-no-pattern = { $sleep }: Von außen kommt kein Muster.
caption-and = und
caption-learning-both = { $name } wird gelernt: Neuronen, die gemeinsam feuern, verbinden sich stärker, und beteiligte Neuronen werden leichter erregbar.
caption-learning-synapses = { $name } wird gelernt: Neuronen, die gemeinsam feuern, verbinden sich stärker.
caption-learning-rules-both = { $name } wird gelernt: Synapsen ändern sich durch { $rules }, und beteiligte Neuronen werden leichter erregbar.
caption-learning-rules = { $name } wird gelernt: Synapsen ändern sich durch { $rules }.
caption-learning-gate = { $name } wird gelernt: Beteiligte Neuronen werden leichter erregbar; die Synapsen ändern sich kaum, ihr Tor ist nur zu { $gate } % offen.
caption-learning-excitability = { $name } wird gelernt: Beteiligte Neuronen werden leichter erregbar; die Synapsen bleiben, wie sie sind.
caption-presented-gate = Muster { $name } wird dargeboten; die Synapsen ändern sich kaum, ihr Tor ist nur zu { $gate } % offen.
caption-presented = Muster { $name } wird dargeboten; das Lernen an seinen Neuronen ist ausgeschaltet oder fehlt in dieser Szene.
caption-cue = Hinweisreiz: { $percent } % der Eingänge von { $name } sind aktiv, gelernt wird nichts. Macht der Rest von { $name } mit? Das Diagramm „Abruf“ zählt.
caption-test = Test: Alle Eingänge von { $name } sind aktiv, gelernt wird nichts.
caption-awake-held = Wach, von Ihnen gehalten: Die Szene wartet. Bieten Sie ein Muster dar, geben Sie einen Hinweisreiz, oder lassen Sie die Szene weiterlaufen.
caption-next-pattern = Wach, ohne Eingangsmuster. Als Nächstes kommt Muster { $name }.
caption-next-sleep = Wach, ohne Eingangsmuster. Als Nächstes kommt { $state }-Schlaf.
caption-next-open = Wach, kein Eingabemuster. Was als Nächstes kommt, ist noch offen: { $name }.
caption-over = Die Szene hat alles gezeigt. Bieten Sie ein Muster dar, geben Sie einen Hinweisreiz, oder lassen Sie das Netz schlafen.
recalled-own = Hinweisreiz für { $name }: { $own } % der Zellen von { $name } haben geantwortet.
recalled-other = { $share } % von { $name }
recalled-others = Hinweisreiz für { $name }: { $own } % der Zellen von { $name } haben geantwortet, { $others }.
recalled-at-most = Hinweisreiz für { $name }: { $own } % der Zellen von { $name } haben geantwortet, höchstens { $most } % jeder anderen Gedächtnisspur.

## Hirnzustände, Phasen, Neuromodulatoren

state-awake = WACH
state-nrem = NREM
state-rem = REM
phase-rest = Ruhe
phase-learn = { $pattern } lernen
phase-learn-by-you = { $pattern } lernen, von Hand
phase-test = Test { $pattern } { $percent } %
phase-test-by-you = Test { $pattern } { $percent } %, von Hand
phase-lap = Runde { $lap }, { $track }
phase-lap-at = Runde { $lap }, { $track }, { $metres } m
caption-lap = Runde { $lap }, { $track }, jetzt bei { $metres } m: Jeder Ort treibt die Neuronen an, deren Feld dort liegt.
cause-fields = Ortsfelder
cause-fields-spoken = ihr Ortsfeld auf der Strecke
phase-skip-days = { $n } Tage überspringen
phase-skip-day = { $n } d überspringen
phase-skip-hours = { $n } h überspringen
phase-skip-minutes = { $n } min überspringen
phase-held = von Ihnen gehalten
phase-state-held = { $state } (von Ihnen gehalten)
phase-parameter = { $parameter } von { $rule } ist von hier an { $value }
phase-ahp = Nachhyperpolarisation von { $population } von hier an mal { $factor }
phase-cells-lost = Neuronen von { $population } gehen verloren
phase-synapses-lost = { $percent } % von { $projection } gehen verloren
phase-open = offen: { $name }
phase-over = Zeitplan zu Ende
modulator-dopamine = Dopamin
modulator-acetylcholine = Acetylcholin
modulator-serotonin = Serotonin
modulator-noradrenaline = Noradrenalin
modulator-dopamine-text = Belohnung. Über seinem Grundpegel öffnet es das Tor der Plastizität und macht die Neuronen, die eben am Lernen beteiligt waren, für Stunden erregbarer.
modulator-acetylcholine-text = Aufmerksamkeit. Hoch: Der Eingang von außen überwiegt, die Synapsen lernen Neues. Niedrig, wie im NREM-Schlaf: Rekurrente Synapsen wirken doppelt so stark, die langsame Nachhyperpolarisation wächst, und in Up-Zuständen kommt es zum Replay von Gedächtnisspuren.
modulator-serotonin-text = Scheinwerfer. Über seinem Grundpegel dämpft es unbeteiligte Neuronen durch einen Nebenschluss und verschont die eben markierten.
modulator-noradrenaline-text = Wachheit. Schließt einen Teil der Leckkanäle, sodass Neuronen stärker antworten.

## Ein Neuron, die Gewichte

neuron-resting-threshold = Ruheschwelle
neuron-fast-excitability = Schnelle Erregbarkeit e_f
neuron-slow-excitability = Langsame Erregbarkeit e_s
neuron-resting-threshold-text = Die Schwelle dieses Neurons, bevor gelernte und aufgemalte Erregbarkeit und Neuromodulatoren sie verschieben (mV); am Anfang ausgelost. MODEL 2.2.
neuron-fast-excitability-text = Was es gelernt hat und binnen Stunden vergisst, −1 bis 1; senkt Schwelle, Nachhyperpolarisation und Leck halb so stark wie die langsame Komponente. MODEL 2.4.
neuron-slow-excitability-text = Was es gelernt hat und Stunden bis Tage behält, −1 bis 1; senkt Schwelle, Nachhyperpolarisation und Leck. MODEL 2.4.
weights-rest = übrige { $name }

## Angehalten, entgleist

stop-not-finite = Das Potential von Neuron #{ $neuron } ist keine Zahl mehr. Eine Leitfähigkeit oder ein Strom liegt weit außerhalb des Sinnvollen; nehmen Sie die letzte Änderung zurück, oder verwenden Sie einen kürzeren Zeitschritt.
stop-runaway = Ausufernde Aktivität: Die mittlere Rate betrug eine Sekunde lang { $rate } Spikes/s (Grenze { $limit }). Vermutlich ist die Erregung der Hemmung über den Kopf gewachsen; nehmen Sie die letzte Änderung zurück, oder verringern Sie die Stärke des Eingangs. Wo solche Raten gewollt sind, erhöhen Sie `guards.runaway`.
stop-high-rate = Hohe Rate: Im Mittel waren es eine Sekunde lang { $rate } Spikes/s (Grenze { $limit }). Hier erregt kein Neuron ein anderes: Es liegt am Eingang. Verringern Sie ihn, oder erhöhen Sie `guards.runaway`, wo solche Raten gewollt sind.
stop-silence = Stille: Seit { $seconds } s hat kein Neuron gefeuert. Vielleicht ist der Eingang zu schwach, oder die Schwellen sind zu hoch; nehmen Sie die letzte Änderung zurück, oder erhöhen Sie die Stärke des Eingangs.
doing-stepping = Rechnen der Zeitschritte
doing-applying = Ausführen von { $command }
doing-looking = Auslesen des Netzes
doing-spawning = Aufbau des Netzes
doing-again = Wiederholen des Laufs bis Schritt { $step }
doing-running = Rechnen des Laufs
thread-ended = Der Thread der Simulation ist zu Ende; schließen Sie das Fenster, und starten Sie Rheobase neu
report-not-written = Der Bericht kann nicht in { $folder } geschrieben werden: { $error }.
report-too-many = Dort sind zu viele Berichte
export-broke-down = Der Lauf ist abgebrochen: Starten Sie ihn neu, bevor Sie ihn exportieren.
export-another = Nur ein Export zur selben Zeit: Ein anderer läuft noch.

## Befehle, die nicht ausgeführt werden

command-refused = Das geht nicht. { $fault }
refused-outside = { $value } liegt außerhalb des erlaubten Bereichs.
refused-allowed = Erlaubt: { $low } bis { $high }.
refused-no-rule = Die Szene hat kein { $rule }.
refused-add-rule = Fügen Sie die Regel einer Projektion oder Population hinzu.
refused-no-parameter = { $rule } hat keinen Parameter `{ $name }`.
refused-see-scene = Seine Parameter stehen in der Szene.
refused-no-pattern = Ein Muster { $pattern } gibt es nicht.
refused-none = Die Szene hat keine.
refused-patterns = Es gibt 0 bis { $last }.
refused-no-neuron = Ein Neuron { $neuron } gibt es nicht.
refused-neurons = Sie sind von 0 bis { $last } nummeriert.

## Ansicht

frames-program = { $rate } Bilder/s: { $main } von { $whole } ms im Programm, das also bremst
frames-drawing = { $rate } Bilder/s: { $main } von { $whole } ms im Programm; also bremst das Zeichnen oder der Bildschirm
marked-changes = 1 von { $of } Änderungen ist markiert.
marked-replays = 1 von { $of } Replays ist markiert.
poke-pulse = { $current } pA für { $length } ms
# Steht hinter „von“.
side-front = vorn
side-right = der Seite
side-top = oben
side-back = hinten
side-left = der anderen Seite
side-bottom = unten
side-front-name = vorn
side-right-name = Seite
side-top-name = oben
side-front-letter = V
side-right-letter = S
side-top-letter = O
shine-halos = Licht als Höfe
shine-bloom = Licht als Überstrahlung

## Belege

verdict-green = grün
verdict-amber = gelb
verdict-red = rot
verdict-too-few = zu wenige Startwerte
evidence-stale = { $text } Die Szene hat sich seitdem geändert.
evidence-no-thread = Das System hat den Thread verweigert, auf dem die Läufe berechnet werden.
evidence-measured = { $what } beträgt { $value }, erwartet { $low } bis { $high }
evidence-green =
    { $word }: an { $networks ->
        [one] 1 Netz
       *[other] { $networks } Netzen
    } gemessen und in diesem Modell wahr: { $reason }.
evidence-amber =
    { $word }: an { $networks ->
        [one] 1 Netz
       *[other] { $networks } Netzen
    } gemessen und in diesem Modell nur zum Teil wahr: { $measured } ({ $reason }).
evidence-red =
    { $word }: an { $networks ->
        [one] 1 Netz
       *[other] { $networks } Netzen
    } gemessen und in diesem Modell nicht wahr: { $measured }.
evidence-too-few =
    { $word }: an { $networks ->
        [one] 1 Netz
       *[other] { $networks } Netzen
    } gemessen: { $reason }.
evidence-nothing =
    { $word }: an { $networks ->
        [one] 1 Netz
       *[other] { $networks } Netzen
    } gemessen, was nichts besagt: { $reason }.
compared-trend = Trend über die Bedingungen
compared-along = Korrelation mit { $other } über die Bedingungen
compared-minus = minus { $other }
compared-over = geteilt durch { $other }
compared-log2 = log2 des Verhältnisses zu { $other }
reason-all-met = jede Haupterwartung ist erfüllt
reason-nothing-primary = es gibt keine Haupterwartung
reason-too-few =
    { $inside } von { $all ->
        [one] 1 Haupterwartung
       *[other] { $all } Haupterwartungen
    } im Band; ein Urteil braucht { $needed } Startwerte
reason-corrected = p = { $p } nach der Korrektur von Holm
reason-mean-inside =
    das Mittel liegt im Band, bei { $seeds ->
        [one] 1 Startwert
       *[other] { $seeds } Startwerten
    }
reason-mean-outside =
    nicht im Band, bei { $seeds ->
        [one] 1 Startwert
       *[other] { $seeds } Startwerten
    }
reason-missing =
    { $missing } von { $seeds ->
        [one] 1 Startwert
       *[other] { $seeds } Startwerten
    } ohne Wert
reason-present =
    { $present } von { $seeds ->
        [one] 1 Startwert
       *[other] { $seeds } Startwerten
    } mit Wert
reason-met = das Intervall schließt „kein Effekt“ aus, und das Mittel liegt im Band
reason-size = Richtung stimmt, aber nicht im Band
reason-otherwise = anders als erwartet

study-no-thread = Das System hat die Threads für die Läufe verweigert.
readout-rate = Rate von { $name }
readout-recall = Abruf von { $name }
readout-threshold = Mittlere Schwelle von { $name }
readout-weight = Mittleres Gewicht von { $name }
readout-level = Pegel von { $name }
