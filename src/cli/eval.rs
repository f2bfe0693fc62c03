//! `newsdex eval`

use super::Status;
use super::hits::one_word;
use super::matching::MatchChoice;
use super::ranking::ExpandArgs;
use super::ui::Ui;
use crate::eval::report::Report;
use crate::eval::{self, Average, Evaluation, Part, Qrels, Run, TopicId, run_file, topics};
use crate::query::lower::LowerOptions;
use crate::search::{Archive, RankOptions, SearchOptions};
use anyhow::Context;
use clap::ValueEnum;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Measure how good the ranking is, on topics with judged answers
///
/// Searches for each topic, writes what was ranked as a TREC run, and with judgements prints MAP, nDCG@10, P@10, MRR,
/// recall@100 and recall@1000 as trec_eval computes them. Topics are TREC topics, JSON Lines or id TAB text; their
/// words are words, never operators.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Topics to search for
    #[arg(long, value_name = "FILE", required_unless_present_any = ["run", "score_run"])]
    topics: Option<PathBuf>,
    /// Judgements: TREC qrels, or topic, document and score in three columns
    #[arg(long, value_name = "FILE")]
    qrels: Option<PathBuf>,
    /// Write what was ranked, as a TREC run; - for standard output, the default without --qrels. Without --topics, score
    /// this run instead of searching
    #[arg(long, value_name = "FILE", conflicts_with = "score_run")]
    run: Option<PathBuf>,
    /// Score this TREC run instead of searching, as --run without --topics
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "topics",
        requires = "qrels"
    )]
    score_run: Option<PathBuf>,
    /// Compare with this TREC run, by paired tests of significance
    #[arg(long, value_name = "FILE", requires = "qrels")]
    compare: Option<PathBuf>,
    /// Print the scores of each topic as well
    #[arg(long, requires = "qrels")]
    per_topic: bool,
    /// Topics that the means are over
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    average: AverageChoice,
    /// Part of a topic to search for
    #[arg(long, value_name = "PART", value_enum, default_value_t)]
    part: PartChoice,
    /// How many of a topic's words an article must hold
    #[arg(long = "match", value_name = "HOW", value_enum, default_value = "any")]
    matching: MatchChoice,
    /// Languages whose inflected forms count, as codes [default: those of the articles]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    lang: Vec<String>,
    /// Let a German word also find the compounds that it is a member of
    #[arg(long)]
    compounds: bool,
    /// Articles to rank for a topic, at the most
    #[arg(long, value_name = "N", default_value_t = run_file::DEPTH)]
    depth: usize,
    /// Articles that the second stage of ranking scores again; 0 leaves it out
    #[arg(long, value_name = "N", default_value_t = RankOptions::default().candidates)]
    candidates: usize,
    /// Ranking constants to try, such as k1=1.2,b=.6
    #[arg(long, value_name = "NAME=VALUE,...", value_delimiter = ',', hide = true, value_parser = constant)]
    constants: Vec<(String, f32)>,
    #[command(flatten)]
    expand: ExpandArgs,
    /// Name of the run, in its last column
    #[arg(long, value_name = "NAME", default_value = "newsdex", value_parser = one_word)]
    tag: String,
    /// Print one JSON object
    #[arg(long, requires = "qrels")]
    json: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum AverageChoice {
    /// Those with a relevant document
    #[default]
    Relevant,
    /// Those with a judgement, as trec_eval -c
    Judged,
    /// Those with a judgement that the run holds too, as trec_eval
    Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum PartChoice {
    /// A few words
    #[default]
    Title,
    /// A sentence
    Description,
    /// Both
    Both,
}

impl Args {
    pub(super) fn run(self, index: &Path, ui: &mut Ui) -> anyhow::Result<Status> {
        let prints_run = self.run.as_deref() == Some(Path::new("-"));
        anyhow::ensure!(
            !(prints_run && self.qrels.is_some()),
            "with --qrels the scores go to standard output: write the run to a file"
        );
        // What is wrong with a file shows before anything is searched for.
        let qrels = self.qrels.as_deref().map(Qrels::read).transpose()?;
        let other = self.compare.as_deref().map(Run::read).transpose()?;
        let run = match &self.topics {
            Some(path) => {
                let run = self.rank(index, path, ui)?;
                self.write(&run, ui)?;
                run
            }
            None => self.given_run()?,
        };
        if let Some(qrels) = &qrels {
            self.report(&run, qrels, other.as_ref(), ui)?;
        }
        Ok(Status::Done)
    }

    /// The run to score.
    fn given_run(&self) -> anyhow::Result<Run> {
        let path = self.score_run.as_ref().or(self.run.as_ref());
        let path = path.context("name --topics to search for, or a --run to score")?;
        anyhow::ensure!(
            self.qrels.is_some(),
            "without --topics, --run names a run to score: that takes --qrels"
        );
        Ok(Run::read(path)?)
    }

    fn rank(&self, index: &Path, topics: &Path, ui: &Ui) -> anyhow::Result<Run> {
        let topics = topics::read(topics)?;
        let archive = Archive::open(index)?;
        let mut options = SearchOptions {
            lower: LowerOptions {
                matching: self.matching.into(),
                ..LowerOptions::default()
            },
            languages: self.lang.clone(),
            compounds: self.compounds,
            limit: self.depth,
            ranking: RankOptions {
                candidates: self.candidates,
                ..self.constants()?
            },
            ..SearchOptions::default()
        };
        self.expand.choose(&mut options.ranking);
        let note = |topic: &TopicId, text: &str| ui.warn(&format!("topic {topic}: {text}"));
        let run = eval::rank_topics(&archive, &topics, self.part(), &options, note)?;
        Ok(run)
    }

    /// The ranking with the constants asked for.
    fn constants(&self) -> anyhow::Result<RankOptions> {
        let mut ranking = RankOptions::default();
        for (name, value) in &self.constants {
            let slot = match name.as_str() {
                "k1" => &mut ranking.weights.k1,
                "b" => &mut ranking.weights.b,
                "title" => &mut ranking.weights.title,
                "inflected" => &mut ranking.weights.inflected,
                "function" => &mut ranking.weights.function,
                "near" => &mut ranking.places.near,
                "early" => &mut ranking.places.early,
                _ => anyhow::bail!("no ranking constant is named {name}"),
            };
            *slot = *value;
        }
        Ok(ranking)
    }

    fn write(&self, run: &Run, ui: &mut Ui) -> anyhow::Result<()> {
        match &self.run {
            Some(path) if path.as_os_str() != "-" => {
                let writing = || format!("cannot write {}", path.display());
                let mut file = BufWriter::new(File::create(path).with_context(writing)?);
                run.write(&mut file, self.depth, &self.tag)
                    .with_context(writing)?;
                file.flush().with_context(writing)
            }
            None if self.qrels.is_some() => Ok(()),
            _ => Ok(run.write(&mut ui.out, self.depth, &self.tag)?),
        }
    }

    fn report(
        &self,
        run: &Run,
        qrels: &Qrels,
        other: Option<&Run>,
        ui: &mut Ui,
    ) -> anyhow::Result<()> {
        let evaluate = |run: &Run| -> Evaluation { eval::evaluate(run, qrels, self.average()) };
        let evaluation = evaluate(run);
        let comparison = other.map(|other| eval::compare(&evaluation, &evaluate(other)));
        let report = Report {
            evaluation: &evaluation,
            comparison: comparison.as_deref(),
            per_topic: self.per_topic,
        };
        match self.json {
            true => writeln!(ui.out, "{}", report.json())?,
            false => report.text(&mut ui.out)?,
        }
        warn(&evaluation, ui);
        Ok(())
    }

    fn average(&self) -> Average {
        match self.average {
            AverageChoice::Relevant => Average::Relevant,
            AverageChoice::Judged => Average::Judged,
            AverageChoice::Both => Average::Both,
        }
    }

    fn part(&self) -> Part {
        match self.part {
            PartChoice::Title => Part::Title,
            PartChoice::Description => Part::Description,
            PartChoice::Both => Part::Both,
        }
    }
}

/// Scores of nothing look like bad scores.
fn warn(evaluation: &Evaluation, ui: &Ui) {
    if evaluation.topics.is_empty() {
        ui.warn("no topic of the judgements counts");
    } else if evaluation.counts.retrieved == 0 {
        ui.warn("nothing was retrieved for any topic of the judgements: are their ids the same?");
    } else if evaluation.counts.relevant_retrieved == 0 {
        ui.warn("no relevant document was retrieved: are the documents' ids the same as in the judgements?");
    }
}

fn constant(text: &str) -> Result<(String, f32), String> {
    let pair = text.split_once('=');
    let parsed = pair.and_then(|(name, value)| Some((name.to_owned(), value.parse().ok()?)));
    parsed.ok_or_else(|| "write NAME=VALUE".to_owned())
}
